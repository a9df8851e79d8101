"""The rule-based team of the textbook graph: a study guide in the sources' own words."""

from bookwright.agents.extractive.guide.team import guide_team

__all__ = ["guide_team"]
