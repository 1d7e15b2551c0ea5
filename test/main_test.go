package test

import (
	"flag"
	"fmt"
	"os"
	"strconv"
	"testing"

	"github.com/cognitokit/terraform-aws-cognito/test/internal/provider"
	"github.com/cognitokit/terraform-aws-cognito/test/internal/timing"
)

func TestMain(m *testing.M) {
	flag.Parse()
	if !isSet("test.parallel") {
		if err := flag.Set("test.parallel", strconv.Itoa(provider.Parallelism())); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
	code := m.Run()
	if testing.Verbose() {
		timing.Print(os.Stdout)
	}
	if err := provider.Close(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		code = 1
	}
	os.Exit(code)
}

func isSet(name string) bool {
	set := false
	flag.Visit(func(f *flag.Flag) { set = set || f.Name == name })
	return set
}
