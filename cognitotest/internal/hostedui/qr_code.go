package hostedui

import (
	"bytes"
	"cmp"
	"encoding/base64"
	"html/template"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"net/url"
	"strings"

	"github.com/boombuler/barcode/qr"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// keyURI returns the URI of a software token for authenticator apps (google/google-authenticator,
// "Key Uri Format"). The issuer and the account, which an app shows, are unspecified: here they are the
// name of the pool and what the user signs in with.
func keyURI(pool userpool.Pool, user userpool.User) string {
	account := user.Username
	for _, name := range pool.UsernameAttributes { // the username is a random id
		value, _ := user.Attribute(name)
		account = cmp.Or(value, account)
	}
	escape := func(s string) string { return strings.ReplaceAll(url.QueryEscape(s), "+", "%20") } // some apps show a plus sign
	return "otpauth://totp/" + escape(pool.Name) + ":" + escape(account) + "?secret=" + user.TOTP.Pending + "&issuer=" + escape(pool.Name)
}

// qrCode is a QR code as an image.
type qrCode struct {
	URL  template.URL
	Size int // the width in pixels of the page
}

const (
	quietZone  = 4 // modules around a code (ISO/IEC 18004)
	moduleSize = 4 // pixels of the page
)

// newQRCode returns the QR code of a text, or nil for a text that is too long for one. The image has one
// pixel for each module, and the page enlarges it.
func newQRCode(text string) *qrCode {
	code, err := qr.Encode(text, qr.M, qr.Auto)
	if err != nil {
		return nil
	}
	size := code.Bounds().Dx() + 2*quietZone
	picture := image.NewPaletted(image.Rect(0, 0, size, size), color.Palette{color.White, color.Black})
	draw.Draw(picture, code.Bounds().Add(image.Pt(quietZone, quietZone)), code, image.Point{}, draw.Src)
	var file bytes.Buffer
	_ = png.Encode(&file, picture) // a buffer accepts every write
	return &qrCode{URL: template.URL("data:image/png;base64," + base64.StdEncoding.EncodeToString(file.Bytes())), Size: size * moduleSize}
}
