package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"slices"
	"strconv"
	"strings"
	"time"

	v1 "github.com/google/go-containerregistry/pkg/v1"
)

// allPlatforms are the platforms of a release.
const allPlatforms = "linux/amd64,linux/arm64/v8"

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "image:", err)
		os.Exit(1) //nolint:gocritic // nothing remains to be stopped
	}
}

func run(ctx context.Context, args []string) error {
	flags := flag.NewFlagSet("image", flag.ContinueOnError)
	output := flags.String("output", "", "`file` to write")
	version := flags.String("version", "(devel)", "version of the command and label of the image")
	platforms := flags.String("platforms", allPlatforms, "platforms of the image, with commas between them")
	if err := flags.Parse(args); err != nil {
		return err
	}
	switch {
	case *output == "":
		return errors.New("--output: write the name of the file, such as cognitokit.tar")
	case flags.NArg() > 0:
		return fmt.Errorf("%q: write only flags", flags.Arg(0))
	}
	of, err := parsePlatforms(*platforms)
	if err != nil {
		return err
	}
	created, err := created(os.Getenv("SOURCE_DATE_EPOCH"))
	if err != nil {
		return err
	}
	index, err := newIndex(ctx, command, of, *version, created)
	if err != nil {
		return err
	}
	digest, err := index.Digest()
	if err != nil {
		return err
	}
	if err := writeArchive(*output, index); err != nil {
		return err
	}
	fmt.Printf("%s  %s\n", digest, *output)
	return nil
}

func parsePlatforms(text string) ([]v1.Platform, error) {
	var platforms []v1.Platform
	for name := range strings.SplitSeq(text, ",") {
		if !slices.Contains(strings.Split(allPlatforms, ","), name) {
			return nil, fmt.Errorf("--platforms: %q is not a platform of the image. Write one or more of %s", name, allPlatforms)
		}
		platform, err := v1.ParsePlatform(name)
		if err != nil {
			return nil, err
		}
		platforms = append(platforms, *platform)
	}
	return platforms, nil
}

// created returns the time of the image: SOURCE_DATE_EPOCH in seconds
// (reproducible-builds.org/specs/source-date-epoch), by default the start of 1970.
func created(epoch string) (time.Time, error) {
	if epoch == "" {
		epoch = "0"
	}
	seconds, err := strconv.ParseInt(epoch, 10, 64)
	if err != nil || seconds < 0 {
		return time.Time{}, fmt.Errorf("SOURCE_DATE_EPOCH: %q is not a number of seconds since 1970. Write one, or unset the variable", epoch)
	}
	return time.Unix(seconds, 0).UTC(), nil
}
