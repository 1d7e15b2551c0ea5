package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"time"

	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx, os.Args[1:], os.Stdout)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "sweep:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string, stdout io.Writer) error {
	flags := flag.NewFlagSet("sweep", flag.ContinueOnError)
	age := flags.Duration("older-than", 6*time.Hour, "age of the pools; a test run takes at most 75 minutes")
	remove := flags.Bool("delete", false, "delete the pools (default only print them)")
	if err := flags.Parse(args); err != nil {
		return err
	}
	switch {
	case flags.NArg() > 0:
		return fmt.Errorf("%q: write only flags", flags.Arg(0))
	case *age < 2*time.Hour:
		return fmt.Errorf("--older-than: %s is too short, because tests that still run use their pools. Write 2h or more", *age)
	}
	loaded, err := config.LoadDefaultConfig(ctx)
	if err != nil {
		return err
	}
	if loaded.Region == "" {
		return errors.New("no region is set: set AWS_REGION")
	}
	s := sweeper{api: cognitoidentityprovider.NewFromConfig(loaded), before: time.Now().Add(-*age), remove: *remove, out: stdout}
	return s.run(ctx)
}
