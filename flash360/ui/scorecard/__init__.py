"""A session's scorecard: what its panel says, how solid that is, and where each figure comes from."""
