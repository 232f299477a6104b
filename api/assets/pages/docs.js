window.SwaggerUIBundle({
  url: "/api/schema/",
  dom_id: "#reference",
  deepLinking: true,
  displayOperationId: true,
  validatorUrl: null,
  persistAuthorization: false,
});
