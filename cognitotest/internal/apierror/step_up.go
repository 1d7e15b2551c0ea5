package apierror

// The errors of a request for a level of authentication. The documentation only says that there is
// an error; the exceptions and the texts are unspecified.

// ErrLevelOutOfReach reports that the user has no factors for any of the requested levels.
var ErrLevelOutOfReach error = clientError(ErrInvalidParameter.Name, "The user has no authentication factors for any of the requested ACR values.")

// LevelReached reports that the presented access token already has the requested level.
func LevelReached() error {
	return InvalidParameter("The access token already meets the requested ACR value.")
}

// UnknownLevels reports that no value of TARGET_ACR_VALUES names a level of the pool.
func UnknownLevels() error {
	return InvalidParameter("TARGET_ACR_VALUES has no ACR value of the user pool.")
}

// LevelsWithoutSetting rejects a parameter or a member of an emulator whose setting for levels of
// authentication is off. The text is the emulator's own.
func LevelsWithoutSetting(name string) error {
	return InvalidParameter("%s requires the setting AuthenticationLevels of the emulator. Set Config.AuthenticationLevels, or use serve --authentication-levels.", name)
}
