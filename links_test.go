package cognitokit_test

import (
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/text"
)

// TestLinks checks each relative link and image of each Markdown file: the file or folder exists, and the page has the
// anchor. It does not follow links to other servers.
func TestLinks(t *testing.T) {
	t.Parallel()
	pages := map[string]page{}
	require.NoError(t, filepath.WalkDir(".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() && path != "." && (strings.HasPrefix(entry.Name(), ".") && entry.Name() != ".github" || entry.Name() == "node_modules") {
			return filepath.SkipDir
		}
		// The pages in internal are test output of the report and contain links from hostile input.
		if strings.HasSuffix(path, ".md") && !strings.HasPrefix(filepath.ToSlash(path), "internal/") {
			source, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			pages[filepath.ToSlash(path)] = parsePage(source)
		}
		return nil
	}))
	require.Contains(t, pages, "README.md")
	links := 0
	for path, page := range pages {
		for _, link := range page.links {
			links++
			if problem := brokenLink(pages, path, link); problem != "" {
				t.Errorf("%s: %s: %s", path, link, problem)
			}
		}
	}
	assert.Greater(t, links, 100, "too few links: the test did not read them")
}

// TestBrokenLink checks that the link checker reports broken links and accepts valid ones.
func TestBrokenLink(t *testing.T) {
	t.Parallel()
	pages := map[string]page{
		"docs/a.md": parsePage([]byte("# The `A`, and B's\n\n## Same\n\n## Same\n\n[x](b.md#c) ![y](y.png) <https://example.com>\n\n| a |\n|---|\n| [z](z.md) |\n")),
	}
	assert.Equal(t, []string{"b.md#c", "y.png", "https://example.com", "z.md"}, pages["docs/a.md"].links)
	for link, want := range map[string]string{
		"https://example.com/x":   "",
		"mailto:a@example.com":    "",
		"#the-a-and-bs":           "",
		"#same":                   "",
		"#same-1":                 "",
		"#same-2":                 "the page has no such heading",
		"a.md#same":               "",
		"../README.md":            "",
		"../modules":              "",
		"checks/mfa.md":           "",
		"nothing.md":              "the file does not exist",
		"../../outside.md":        "the link leaves the repository",
		"/README.md":              "the link is not relative",
		"../docs_test.go#L1":      "",
		"../docs_test.go#heading": "only a Markdown page has headings",
	} {
		assert.Equal(t, want, brokenLink(pages, "docs/a.md", link), link)
	}
}

// page contains the anchors and links of a Markdown file.
type page struct {
	anchors map[string]bool // the names that GitHub gives the headings
	links   []string
}

func parsePage(source []byte) page {
	p := page{anchors: map[string]bool{}}
	document := goldmark.New(goldmark.WithExtensions(extension.GFM)).Parser().Parse(text.NewReader(source))
	_ = ast.Walk(document, func(node ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch node := node.(type) {
		case *ast.Heading:
			p.addAnchor(anchor(textOf(node, source)))
		case *ast.Link:
			p.links = append(p.links, string(node.Destination))
		case *ast.Image:
			p.links = append(p.links, string(node.Destination))
		case *ast.AutoLink:
			if node.AutoLinkType == ast.AutoLinkEmail { // GFM links each bare address
				break
			}
			p.links = append(p.links, string(node.URL(source)))
		}
		return ast.WalkContinue, nil
	})
	return p
}

// addAnchor numbers the second and later headings of the same text.
func (p page) addAnchor(name string) {
	unique := name
	for n := 1; p.anchors[unique]; n++ {
		unique = name + "-" + strconv.Itoa(n)
	}
	p.anchors[unique] = true
}

// anchor returns the name that GitHub gives a heading: lower case, hyphens for spaces, and no punctuation.
func anchor(heading string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == ' ':
			return '-'
		case r == '-' || r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r):
			return unicode.ToLower(r)
		}
		return -1
	}, heading)
}

func textOf(node ast.Node, source []byte) string {
	var b strings.Builder
	_ = ast.Walk(node, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if leaf, ok := n.(*ast.Text); ok && entering {
			b.Write(leaf.Segment.Value(source))
		}
		return ast.WalkContinue, nil
	})
	return b.String()
}

// brokenLink returns why a link of a page is broken, or an empty string.
func brokenLink(pages map[string]page, from, link string) string {
	address, err := url.Parse(link)
	switch {
	case err != nil:
		return err.Error()
	case address.Scheme != "" || address.Host != "":
		return ""
	case strings.HasPrefix(address.Path, "/"):
		return "the link is not relative"
	}
	target := from
	if address.Path != "" {
		target = filepath.ToSlash(filepath.Join(filepath.Dir(from), filepath.FromSlash(address.Path)))
	}
	if !filepath.IsLocal(target) {
		return "the link leaves the repository"
	}
	to, isPage := pages[target]
	if !isPage {
		if _, err := os.Stat(target); err != nil {
			return "the file does not exist"
		}
	}
	switch {
	case address.Fragment == "":
	case !isPage && !strings.HasPrefix(address.Fragment, "L"):
		return "only a Markdown page has headings"
	case isPage && !to.anchors[address.Fragment]:
		return "the page has no such heading"
	}
	return ""
}
