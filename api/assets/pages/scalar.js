window.Scalar.createApiReference("#reference", {
  url: "/api/schema/",
  withDefaultFonts: false,
  telemetry: false,
  hideClientButton: true,
});
