CREATE INDEX attempts_state_deadline_at_idx ON attempts (state, deadline_at);
