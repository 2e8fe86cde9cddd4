"""`python -m tests.hostile_messages`: somebody who says over the websocket what no page of the app would say."""
