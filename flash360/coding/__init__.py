"""What an analyst decides of themes: codings and changes of the codebook, each one operation that can be undone.

operations     one decision, one transaction; undo and redo
deciding       the theme, or the aspect, of some texts
codebook       themes added, edited, merged, split, retired; codings follow
rules          what a codebook must be after a change
texts          the texts to code as the screen shows them
learning       what suggestions are learnt from, and what they say of the texts left
agreement      two coders beside each other
"""
