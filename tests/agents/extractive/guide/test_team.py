"""Who sits where in a guide's team."""

from bookwright.agents.extractive.guide import guide_team


def test_every_seat_is_held_by_rules_and_none_by_a_solver_or_an_editor() -> None:
    team = guide_team()
    assert set(team.makers().values()) == {"rules"}
    assert team.prompts() == {}
    assert (team.solver, team.marker, team.editor) == (None, None, None)
