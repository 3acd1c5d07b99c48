"""The promises of docs/security.md that no other room of tests keeps."""
