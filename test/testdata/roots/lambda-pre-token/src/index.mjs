export const handler = async (event) => {
  const tenant = event.request.userAttributes["custom:tenant"] ?? process.env.DEFAULT_TENANT;
  event.response = {
    claimsAndScopeOverrideDetails: {
      accessTokenGeneration: { claimsToAddOrOverride: { tenant } },
    },
  };
  return event;
};
