"""The rule-based team: questions made from sentences, answered verbatim, criticised and judged without a model."""

from bookwright.agents.extractive.critic import ExtractiveCritic
from bookwright.agents.extractive.evolver import ExtractiveEvolver
from bookwright.agents.extractive.judge import ExtractiveJudge
from bookwright.agents.extractive.reviser import ExtractiveReviser
from bookwright.agents.extractive.writer import ExtractiveWriter

__all__ = ["ExtractiveCritic", "ExtractiveEvolver", "ExtractiveJudge", "ExtractiveReviser", "ExtractiveWriter"]
