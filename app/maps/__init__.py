"""The pane that shows a library as a picture of meaning."""
