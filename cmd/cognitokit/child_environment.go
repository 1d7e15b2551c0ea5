package main

import (
	"maps"
	"strings"
)

// childEnvironment is the caller's environment without what would lead a run to
// AWS, past the proxy or to other settings of the engine, under the overlays.
func childEnvironment(caller []string, overlays ...map[string]string) map[string]string {
	env := map[string]string{}
	for _, entry := range caller {
		name, value, _ := strings.Cut(entry, "=")
		upper := strings.ToUpper(name)
		if strings.HasPrefix(upper, "AWS_") || strings.HasPrefix(upper, "TF_") || strings.HasSuffix(upper, "_PROXY") {
			continue
		}
		env[name] = value
	}
	for _, overlay := range overlays {
		maps.Copy(env, overlay)
	}
	return env
}
