// Package apimodel contains the model of the Cognito user pools API (cognito-idp, 2016-04-18):
// its operations and the shapes of their requests and responses.
//
// It decodes requests as JSON of their shapes and checks the constraints of the shapes, with
// the error texts of the service. It does not implement operations or rules outside the model.
package apimodel
