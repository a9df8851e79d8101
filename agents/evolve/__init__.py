"""The roles of Evol-Instruct: an instruction is made harder or broader, compared with what it was, answered, judged, and measured."""
