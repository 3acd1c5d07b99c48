"""The pane that shows the models and gives libraries others."""
