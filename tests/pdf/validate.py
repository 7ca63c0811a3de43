"""Checks documents against PDF/UA-1 and PDF/A-2a: `python validate.py FILE...`

Needs the package page-validation. Ends with status 1 when a file fails or none is given.
"""

import sys

import page

# Wrong when a stream's last byte happens to be a carriage return: the line feed that the writer
# adds after it is read as the second half of a line end. The rule cannot be trusted.
IGNORED = {"ua1": set(), "pdfa2a": {"PDFA2A-STREAM-LENGTH-001"}}


def faults(path):
    """What is wrong with one file, a line each."""
    found = []
    for profile, ignored in IGNORED.items():
        try:
            report = page.validate_pdf(path, profile=profile)
        except (page.PageError, OSError) as error:
            found.append(f"{profile}: {error}")
            continue
        found += [
            f"{profile}: {failure.rule_id}: {failure.message}"
            for failure in report.failures
            if failure.rule_id not in ignored
        ]
    return found


def main(paths):
    failed = 0
    for path in paths:
        wrong = faults(path)
        failed += bool(wrong)
        for fault in wrong:
            print(f"{path}: {fault}", file=sys.stderr)
    print(f"{len(paths) - failed} passed, {failed} failed")
    return 1 if failed or not paths else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
