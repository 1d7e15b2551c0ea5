package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "pictures:", err)
		os.Exit(1)
	}
}

func run(arguments []string) error {
	switch {
	case len(arguments) == 2 && arguments[0] == "demo":
		output, err := io.ReadAll(os.Stdin)
		if err != nil {
			return err
		}
		terminal, err := terminalPage(string(output))
		if err != nil {
			return err
		}
		return draw("data:text/html;charset=utf-8;base64,"+terminal, 860, `document.body.scrollHeight`, arguments[1])
	case len(arguments) == 3 && arguments[0] == "check":
		report, err := filepath.Abs(arguments[1])
		if err != nil {
			return err
		}
		// The matrix of all checks is longer than the rest of the picture, and the page has it above the timelines.
		return draw("file://"+report, 1300, `{
			document.querySelector("section[aria-labelledby=matrix]").hidden = true;
			document.querySelector(".cards").getBoundingClientRect().bottom + scrollY
		}`, arguments[2])
	}
	return fmt.Errorf("use pictures demo FILE.png, or pictures check REPORT.html FILE.png")
}

// timeout limits the time of one picture. It takes a second or two.
const timeout = time.Minute

// draw writes a picture of a page from its top to a height, which is an expression of JavaScript.
func draw(address string, width int64, height, file string) error {
	browser, err := chromium()
	if err != nil {
		return err
	}
	profile, err := os.MkdirTemp("", "cognitokit-pictures-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(profile) }() // a process of the browser may still write to its profile
	allocator, cancel := chromedp.NewExecAllocator(context.Background(), append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(browser), chromedp.NoSandbox, chromedp.UserDataDir(profile), chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND"))...)
	defer cancel()
	ctx, cancel := chromedp.NewContext(allocator)
	defer cancel()
	ctx, cancel = context.WithTimeout(ctx, timeout)
	defer cancel()
	var pixels float64
	var picture []byte
	if err := chromedp.Run(ctx,
		emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: "light"}}),
		chromedp.EmulateViewport(width, 800), chromedp.Navigate(address), chromedp.Evaluate(height, &pixels),
		chromedp.ActionFunc(func(ctx context.Context) (err error) {
			clip := &page.Viewport{Width: float64(width), Height: pixels, Scale: 1}
			picture, err = page.CaptureScreenshot().WithClip(clip).WithCaptureBeyondViewport(true).Do(ctx)
			return err
		}),
	); err != nil {
		return fmt.Errorf("the browser did not draw %s: %w", file, err)
	}
	return os.WriteFile(file, picture, 0o644)
}

// chromium returns the path of an installed browser.
func chromium() (string, error) {
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"} {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", fmt.Errorf("no Chromium is on the PATH: run `make clients`, which installs it, or install it")
}
