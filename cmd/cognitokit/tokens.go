package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
)

// readable indents a token response and, unless full, shortens its tokens to
// their ends, which tell them apart but are of no use to a thief.
func readable(body []byte, full bool) (string, error) {
	var fields map[string]any
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.UseNumber() // numbers are shown as they came
	if err := decoder.Decode(&fields); err != nil {
		return "", err
	}
	for name, value := range fields {
		if token, ok := value.(string); ok && !full && strings.HasSuffix(name, "_token") {
			fields[name] = shorten(token)
		}
	}
	text, err := json.MarshalIndent(fields, "", "  ")
	return string(text), err
}

func shorten(token string) string {
	const head, tail = 10, 6
	if len(token) <= head+tail {
		return token
	}
	return fmt.Sprintf("%s...%s (%d characters)", token[:head], token[len(token)-tail:], len(token))
}
