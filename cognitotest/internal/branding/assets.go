package branding

import (
	"slices"
	"strings"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// mediaTypes maps the Extension of an asset to its media type. A browser does not run scripts of an
// SVG file that an img element or CSS shows.
var mediaTypes = map[string]string{
	"ICO": "image/x-icon", "JPEG": "image/jpeg", "PNG": "image/png", "SVG": "image/svg+xml", "WEBP": "image/webp",
}

// assets are the images of a style.
type assets []userpool.BrandingAsset

// of returns the image of a category for a color scheme: the image of the scheme, or else the image
// for both (ColorMode DYNAMIC). An asset without bytes is not drawn: the emulator has no images of
// other styles.
func (list assets) of(category, scheme string) (Image, bool) {
	for _, mode := range []string{strings.ToUpper(scheme), "DYNAMIC"} {
		i := slices.IndexFunc(list, func(a userpool.BrandingAsset) bool {
			return a.Category == category && a.ColorMode == mode && len(a.Bytes) > 0 && mediaTypes[a.Extension] != ""
		})
		if i >= 0 {
			mediaType := mediaTypes[list[i].Extension]
			return Image{URL: dataURL(mediaType, list[i].Bytes), Type: mediaType}, true
		}
	}
	return Image{}, false
}

// shown returns the images of a category for the color schemes of a page. With two schemes there is
// one image for both, or one for each that has an image.
func (list assets) shown(category string, schemes []string) []Image {
	var images []Image
	for _, scheme := range schemes {
		if image, ok := list.of(category, scheme); ok {
			image.Scheme = scheme
			images = append(images, image)
		}
	}
	same := len(images) == 2 && images[0].URL == images[1].URL
	if same {
		images = images[:1]
	}
	if len(images) > 0 && (same || len(schemes) == 1) {
		images[0].Scheme = ""
	}
	return images
}
