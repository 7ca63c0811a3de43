DROP TABLE try_buckets;
DROP TABLE links;
DROP TABLE invitations;
DROP TABLE sessions;
DROP TABLE credentials;
