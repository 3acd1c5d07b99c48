"""How things look and read: colours, icons, sentences, figures. Knows no pane and no engine."""
