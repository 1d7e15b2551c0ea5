package sts

import (
	"encoding/xml"
	"net/http"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

const namespace = "https://sts.amazonaws.com/doc/2011-06-15/"

type identityResponse struct {
	XMLName xml.Name `xml:"GetCallerIdentityResponse"`
	XMLNS   string   `xml:"xmlns,attr"`
	Result  struct {
		Arn     string
		UserID  string `xml:"UserId"`
		Account string
	} `xml:"GetCallerIdentityResult"`
	RequestID string `xml:"ResponseMetadata>RequestId"`
}

type errorResponse struct {
	XMLName xml.Name `xml:"ErrorResponse"`
	XMLNS   string   `xml:"xmlns,attr"`
	Error   struct {
		Type    string
		Code    string
		Message string
	}
	RequestID string `xml:"RequestId"`
}

// Handle answers a request of the Query protocol for an account.
func Handle(w http.ResponseWriter, r *http.Request, accountID string) {
	if action := r.PostFormValue("Action"); action != "GetCallerIdentity" {
		refused := errorResponse{XMLNS: namespace, RequestID: userpool.NewUUID()}
		refused.Error.Type, refused.Error.Code = "Sender", "InvalidAction"
		refused.Error.Message = "The stand-in does not have the action " + action + "."
		write(w, http.StatusBadRequest, refused)
		return
	}
	identity := identityResponse{XMLNS: namespace, RequestID: userpool.NewUUID()}
	identity.Result.Arn = "arn:aws:iam::" + accountID + ":user/cognitotest"
	identity.Result.UserID = "AIDACOGNITOTESTEXAMPLE"
	identity.Result.Account = accountID
	write(w, http.StatusOK, identity)
}

func write(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "text/xml")
	w.WriteHeader(status)
	_ = xml.NewEncoder(w).Encode(body) // the client went away: nothing is left to tell it
}
