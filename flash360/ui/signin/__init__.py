"""Sign-in by OpenID Connect: from « Se connecter » to an identity, and out again.

`here` holds the settings and the sign-ins of this process, `provider` speaks to the identity provider, `routes` answers the
browser on its way there and back, `screen` is what someone who is not signed in sees.
"""
