package main

import (
	"encoding/base64"
	"fmt"
	"html"
	"regexp"
	"slices"
	"strings"
)

// shownChecks are the checks that the picture of the demo names, of some sixty.
var shownChecks = []string{"refresh-response", "refresh-token-end", "signed-out-user", "no-changes"}

var (
	member   = regexp.MustCompile(`^(  )&#34;(\w+)&#34;:`)
	passed   = regexp.MustCompile(` ok$`)
	provider = regexp.MustCompile(`, provider from .*$`) // a path of the machine
)

// demoLines returns the lines of the output of the demo for the picture.
func demoLines(output string) ([]string, error) {
	before, proof, found := strings.Cut(output, "\nproof\n")
	if !found || !strings.Contains(before, "\nresponse to the refresh\n{\n") {
		return nil, fmt.Errorf("the output of the demo has no token response or no proof: read both standard output and standard error")
	}
	lines := []string{}
	for line := range strings.Lines(before) {
		lines = append(lines, provider.ReplaceAllString(strings.TrimRight(line, "\n"), ""))
	}
	lines = append(lines, "", "...")
	named := 0
	var lifetime, summary string
	for line := range strings.Lines(proof) {
		line = strings.TrimRight(line, "\n")
		switch check, _, _ := strings.Cut(line, " "); {
		case slices.Contains(shownChecks, check):
			lines = append(lines, line)
			named++
		case strings.HasPrefix(line, "  web: "):
			lifetime = line
		case strings.HasSuffix(line, " unchecked."):
			summary = line
		}
	}
	if named != len(shownChecks) || lifetime == "" || summary == "" {
		return nil, fmt.Errorf("the output of the demo has %d of the checks %v, the lifetimes %q and the summary %q", named, shownChecks, lifetime, summary)
	}
	return append(lines, "...", lifetime, summary), nil
}

// terminalPage returns a page that looks like a terminal with the output of the demo, in base64.
func terminalPage(output string) (string, error) {
	lines, err := demoLines(output)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	b.WriteString(`<!DOCTYPE html><style>body{margin:0;padding:20px 24px;background:#0d1117;color:#e6edf3;font:14px/20px "DejaVu Sans Mono",monospace}pre{margin:0;font:inherit}b{color:#fff}i{font-style:normal;color:#79b8ff}u{text-decoration:none;color:#3fb950}</style><pre><b>$ go run ./cmd/cognitokit demo</b>` + "\n")
	for _, line := range lines {
		line = member.ReplaceAllString(html.EscapeString(line), `$1<i>&#34;$2&#34;</i>:`)
		b.WriteString(passed.ReplaceAllString(line, ` <u>ok</u>`) + "\n")
	}
	return base64.StdEncoding.EncodeToString([]byte(b.String() + "</pre>")), nil
}
