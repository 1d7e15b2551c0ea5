package main

import (
	"cmp"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/cognitokit/terraform-aws-cognito/internal/login/chromium"
)

type browserOptions struct {
	emulator controlClient
	profile  string
	direct   []string
}

func newBrowserCommand() *cobra.Command {
	var o browserOptions
	command := &cobra.Command{
		Use:   "browser [URL]... [-- OPTION...]",
		Short: "Open Chromium or Chrome so that production URLs of Cognito reach the running emulator",
		Long: `Open an installed Chromium or Chrome in which production URLs, such as
https://PREFIX.auth.REGION.amazoncognito.com, reach the emulator of cognitokit serve.

The browser sends its requests to the proxy of the emulator, which rejects all hosts that it does not emulate. It
connects directly to an app on localhost, and to the hosts of --direct. It trusts the certificates of this emulator
only, and no other untrusted certificate.

The profile is new and empty. When the browser is closed, the command removes the profile and ends. With --profile, it
keeps the profile in a directory: sessions and passkeys are still there the next time.

Options of the browser follow --.

  cognitokit browser http://localhost:3000
  cognitokit browser https://orders.auth.us-east-1.amazoncognito.com/login?...
  cognitokit browser http://localhost:3000 --direct '*.gstatic.com' -- --window-size=390,844`,
		Args: func(cmd *cobra.Command, args []string) error { return checkPages(pagesOf(cmd, args)) },
		RunE: func(cmd *cobra.Command, args []string) error {
			pages := pagesOf(cmd, args)
			return named("browser", o.run(cmd, pages, args[len(pages):]))
		},
	}
	flags := command.Flags()
	o.emulator.flags(flags)
	flags.StringVar(&o.profile, "profile", "", "directory for the profile, which is kept (default a new one that is removed)")
	flags.StringArrayVar(&o.direct, "direct", nil, "host to which the browser connects without the emulator, such as *.gstatic.com, repeatable")
	return command
}

// pagesOf returns the arguments before --, which are URLs.
func pagesOf(cmd *cobra.Command, args []string) []string {
	if dash := cmd.ArgsLenAtDash(); dash >= 0 {
		return args[:dash]
	}
	return args
}

// checkPages rejects an argument that the browser would search for, or would read as an option.
func checkPages(pages []string) error {
	for _, page := range pages {
		address, err := url.Parse(page)
		if err != nil || address.Scheme != "http" && address.Scheme != "https" || address.Host == "" {
			return fmt.Errorf("browser: %q is not a URL. Write one such as http://localhost:3000. Options of the browser follow --", page)
		}
	}
	return nil
}

func (o browserOptions) run(cmd *cobra.Command, pages, more []string) (err error) {
	if err := rejectEmptyFlags(cmd.Flags()); err != nil {
		return err
	}
	executable, found := chromium.Executable()
	if !found {
		return errors.New("neither Chromium nor Chrome is on the PATH. Install one, or set up your own browser as docs/apps.md describes")
	}
	server, err := o.emulator.find(cmd.Context())
	if err != nil {
		return err
	}
	// The name is short, because the path of a socket of the browser in it has at most 108 bytes (unix(7)).
	folder, err := os.MkdirTemp("", "cognitokit-")
	if err != nil {
		return fmt.Errorf("cannot create a temporary folder: %w", err)
	}
	defer func() { err = errors.Join(err, removeFolder(folder)) }()
	profile, ending := o.profile, "keeps its profile in "+o.profile+". Close it, or press Ctrl-C"
	if profile == "" {
		profile, ending = filepath.Join(folder, "profile"), "has a new profile. Close it, or press Ctrl-C: the profile is then removed"
	}
	options, err := browserArguments(server, profile, o.direct)
	if err != nil {
		return err
	}
	if len(pages) == 0 {
		pages = []string{"about:blank"}
	}
	cmd.PrintErrf("The browser uses the emulator at %s and %s.\n", server.URL, ending)
	return runBrowser(cmd, folder, executable, append(append(options, more...), pages...))
}

// browserArguments returns the options with which the browser reaches the emulator, and otherwise only the hosts in
// direct. Chromium always connects directly to localhost, the names under it and loopback addresses
// (net/docs/proxy.md, "Implicit bypass rules").
func browserArguments(server *runningServer, profile string, direct []string) ([]string, error) {
	key, err := keyHash(server.CACertificate)
	if err != nil {
		return nil, err
	}
	options := []string{
		"--proxy-server=" + server.ProxyURL,
		// It names the key of the emulator. The browser ignores the option without a profile directory.
		"--ignore-certificate-errors-spki-list=" + key,
		"--user-data-dir=" + profile,
		"--no-first-run", "--no-default-browser-check", "--disable-sync",
		"--disable-background-networking", "--disable-component-update", "--disable-domain-reliability",
		"--disable-quic", // the proxy is for TCP
	}
	if len(direct) > 0 {
		options = append(options, "--proxy-bypass-list="+strings.Join(direct, ";"))
	}
	if os.Geteuid() == 0 { // the browser's sandbox does not start for root
		options = append(options, "--no-sandbox")
	}
	return options, nil
}

// keyHash returns the SHA-256 hash of a certificate's public key, in base64. The emulator signs with the key of its CA and
// uses the same key in the certificate of each host.
func keyHash(certificate string) (string, error) {
	block, _ := pem.Decode([]byte(certificate))
	if block == nil {
		return "", errors.New("the emulator did not return its CA certificate. Stop it, and run cognitokit serve of this version")
	}
	parsed, err := x509.ParseCertificate(block.Bytes)
	if err != nil {
		return "", fmt.Errorf("the CA certificate of the emulator cannot be read: %w", err)
	}
	sum := sha256.Sum256(parsed.RawSubjectPublicKeyInfo)
	return base64.StdEncoding.EncodeToString(sum[:]), nil
}

// browserTime is how long the browser has to exit after Ctrl-C.
const browserTime = 5 * time.Second

// runBrowser runs the browser until the user closes it, or until a signal. The folder is for its temporary files.
func runBrowser(cmd *cobra.Command, folder, executable string, arguments []string) error {
	ctx := cmd.Context()
	browser := exec.CommandContext(ctx, executable, arguments...)
	browser.Env = append(os.Environ(), "TMPDIR="+folder)
	setOwnGroup(browser)
	defer killGroup(browser)
	browser.Cancel = func() error { return endBrowser(browser) }
	browser.WaitDelay = browserTime
	var complaints lastLine // the browser logs much that does not concern the user
	browser.Stdout, browser.Stderr = cmd.OutOrStdout(), &complaints
	err := browser.Run()
	if ctx.Err() != nil {
		return nil // Ctrl-C is one of the two ways to end the command
	}
	if err != nil {
		return fmt.Errorf("%s did not run: %s. Start it by hand to see whether it works", executable, cmp.Or(complaints.String(), err.Error()))
	}
	return nil
}

// lastLine keeps the last line that is written to it, up to 4096 bytes.
type lastLine struct{ text []byte }

func (l *lastLine) Write(p []byte) (int, error) {
	l.text = append(l.text, p...)
	l.text = l.text[max(0, len(l.text)-4096):]
	return len(p), nil
}

func (l *lastLine) String() string {
	text := strings.TrimSpace(string(l.text))
	return text[strings.LastIndexByte(text, '\n')+1:]
}

// removeFolder removes the folder of a browser. Its processes may still write to it for a moment.
func removeFolder(folder string) error {
	var err error
	for range 100 {
		if err = os.RemoveAll(folder); err == nil {
			return nil
		}
		time.Sleep(50 * time.Millisecond)
	}
	return fmt.Errorf("the temporary files of the browser remain: %w. Remove it by hand", err)
}
