"""The tasks, never mixed: each asks engines and turns their answers into figures."""
