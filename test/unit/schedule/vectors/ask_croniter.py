"""Says for each line in standard input (cron, zone, from) when croniter fires next. README.md says how it is run."""
import sys
from datetime import datetime, timezone
from zoneinfo import ZoneInfo

from croniter import croniter

for line in sys.stdin:
    cron, zone, start = line.rstrip("\n").split("\t")[:3]
    at = datetime.fromisoformat(start.replace("Z", "+00:00")).astimezone(ZoneInfo(zone))
    times = croniter(cron, at, ret_type=datetime)
    fires = [times.get_next().astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ") for _ in range(3)]
    print(cron, zone, start, " ".join(fires), sep="\t")
