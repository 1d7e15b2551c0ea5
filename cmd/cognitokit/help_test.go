package main

import (
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	"github.com/stretchr/testify/assert"
)

// pflag shows a word in backquotes of a usage text as the type of the flag, so usage texts must not have backquotes.
func TestHelpNamesTheTypesOfFlags(t *testing.T) {
	t.Parallel()
	flags := 0
	var walk func(*cobra.Command)
	walk = func(c *cobra.Command) {
		c.InitDefaultHelpFlag()
		c.Flags().VisitAll(func(f *pflag.Flag) {
			flags++
			assert.NotContains(t, f.Usage, "`", "%s --%s", c.CommandPath(), f.Name)
			kind, usage := pflag.UnquoteUsage(f)
			assert.Contains(t, []string{"", "string", "strings", "stringArray", "stringToInt", "int", "duration"}, kind, "%s --%s", c.CommandPath(), f.Name)
			assert.NotEmpty(t, usage, "%s --%s", c.CommandPath(), f.Name)
		})
		for _, sub := range c.Commands() {
			walk(sub)
		}
	}
	walk(newRootCommand())
	assert.Greater(t, flags, 60)
}
