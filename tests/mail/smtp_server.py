"""A relay that misbehaves, for scripts that try the real program.

    python3 tests/mail/smtp_server.py [--port 0] [--keep FOLDER] [--mood friendly]

Needs aiosmtpd. It prints JSON, one object a line: first {"event": "listening", "port": …}, then one
for each message that it took or dropped and each recipient that it refused. The recipient's local
part decides; `soft`, `soft+7`, `soft-7`, `soft.7` and `soft7` all do the same:

    soft    451 at RCPT, always             grey    451 at RCPT, the first time
    hard    550 at RCPT                     full    452 after the final dot, the first time
    spam    554 after the final dot         drop    the line is lost after the final dot, the
    slow    takes it after 3 s                      first time a Message-ID is seen
    hang    never answers the final dot     (else)  250

and --mood decides for everybody: friendly; closing (421 at MAIL); locked (530 at MAIL);
snooty (550 at MAIL). "copies" counts how often a Message-ID was taken.
"""

import argparse
import asyncio
import collections
import email
import email.policy
import hashlib
import json
import pathlib
import re

from aiosmtpd.smtp import SMTP

WORDS = ("soft", "grey", "hard", "full", "spam", "drop", "slow", "hang")
MOODS = {
    "friendly": None,
    "closing": "421 4.3.2 closing",
    "locked": "530 5.7.0 sign in first",
    "snooty": "550 5.7.1 we do not know you",
}


def say(event, **facts):
    print(json.dumps({"event": event, **facts}, ensure_ascii=False), flush=True)


def word_of(address):
    """What this recipient does."""
    local = address.split("@")[0].lower()
    found = re.fullmatch(r"([a-z]+?)([+.\-]?\d.*|[+.\-].*)?", local)
    return found.group(1) if found and found.group(1) in WORDS else "ok"


class Relay:
    """Answers as the recipient's word says."""

    def __init__(self, mood, keep):
        self.mood = MOODS[mood]
        self.keep = keep
        self.seen = collections.Counter()
        self.copies = collections.Counter()

    def first(self, *what):
        self.seen[what] += 1
        return self.seen[what] == 1

    async def handle_MAIL(self, server, session, envelope, address, options):
        if self.mood:
            say("refused", sender=address, reply=self.mood)
            return self.mood
        envelope.mail_from = address
        return "250 2.1.0 ok"

    async def handle_RCPT(self, server, session, envelope, address, options):
        word = word_of(address)
        reply = "250 2.1.5 ok"
        if word == "hard":
            reply = f"550 5.1.1 <{address}> unknown"
        elif word == "soft":
            reply = "451 4.3.0 later"
        elif word == "grey" and self.first("grey", address):
            reply = "451 4.7.1 greylisted, come back"
        if reply.startswith("250"):
            envelope.rcpt_tos.append(address)
        else:
            say("refused", to=address, reply=reply)
        return reply

    async def handle_DATA(self, server, session, envelope):
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        message_id = str(message["Message-ID"])
        word = word_of(envelope.rcpt_tos[0])
        reply = "250 2.0.0 queued"
        if word == "spam":
            reply = "554 5.7.1 looks like spam"
        elif word == "full" and self.first("full", message_id):
            reply = "452 4.2.2 mailbox full"
        if not reply.startswith("250"):
            say("refused", to=envelope.rcpt_tos[0], message_id=message_id, reply=reply)
            return reply
        self.take(envelope, message, message_id)
        if word == "drop" and self.first("drop", message_id):
            say("dropped", to=envelope.rcpt_tos[0], message_id=message_id)
            server.transport.abort()
        elif word == "slow":
            await asyncio.sleep(3)
        elif word == "hang":
            await asyncio.sleep(3600)
        return reply

    def take(self, envelope, message, message_id):
        self.copies[message_id] += 1
        copies = self.copies[message_id]
        body = message.get_body(("plain",))
        say(
            "received",
            sender=envelope.mail_from,
            to=envelope.rcpt_tos,
            message_id=message_id,
            copies=copies,
            subject=str(message["Subject"]),
            headers=sorted(set(message.keys())),
            text=body.get_content() if body else "",
            attachments=[
                {
                    "filename": part.get_filename(),
                    "type": part.get_content_type(),
                    "sha256": hashlib.sha256(part.get_content()).hexdigest(),
                }
                for part in message.iter_attachments()
                if isinstance(part.get_content(), bytes)
            ],
            bytes=len(envelope.content),
        )
        if self.keep:
            name = re.sub(r"[^\w.@-]", "", message_id)
            (self.keep / f"{name}-{copies}.eml").write_bytes(envelope.content)


async def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=0, help="0: any that is free")
    parser.add_argument("--mood", choices=MOODS, default="friendly")
    parser.add_argument("--keep", type=pathlib.Path, help="folder for messages as they arrived")
    asked = parser.parse_args()
    if asked.keep:
        asked.keep.mkdir(parents=True, exist_ok=True)
    relay = Relay(asked.mood, asked.keep)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: SMTP(relay, hostname="relay.example", loop=loop), asked.host, asked.port
    )
    say("listening", host=asked.host, port=server.sockets[0].getsockname()[1])
    async with server:
        await server.serve_forever()


if __name__ == "__main__":
    try:
        asyncio.run(main())
    except KeyboardInterrupt:
        pass
