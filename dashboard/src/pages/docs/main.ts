// The description of the interface, to browse without any other host: the viewer is a file of this server too.

interface Viewer {
  (options: Record<string, unknown>): unknown;
  presets: { apis: unknown };
}

const { SwaggerUIBundle } = window as unknown as { SwaggerUIBundle: Viewer };

SwaggerUIBundle({
  url: "/api/v1/openapi.json",
  dom_id: "#docs",
  presets: [SwaggerUIBundle.presets.apis],
  deepLinking: true,
  defaultModelsExpandDepth: 0,
  docExpansion: "list",
  // Else it would send the description to a checker on another host.
  validatorUrl: null,
});
