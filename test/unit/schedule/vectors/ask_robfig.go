// Says for each line in standard input (cron, zone, from) when github.com/robfig/cron fires next. The expressions are as
// `portable` of src/workflow/cron.ts writes them. README.md says how it is run.
package main

import (
	"bufio"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/robfig/cron/v3"
)

func main() {
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		fields := strings.Split(lines.Text(), "\t")
		schedule, err := cron.ParseStandard("CRON_TZ=" + fields[1] + " " + fields[0])
		if err != nil {
			panic(err)
		}
		at, err := time.Parse(time.RFC3339, fields[2])
		if err != nil {
			panic(err)
		}
		var next []string
		for range 3 {
			at = schedule.Next(at)
			next = append(next, at.UTC().Format(time.RFC3339))
		}
		fmt.Println(strings.Join(fields[:3], "\t") + "\t" + strings.Join(next, " "))
	}
}
