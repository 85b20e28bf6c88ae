using Microsoft.AspNetCore.OpenApi;

namespace Slipway.Server.Api;

/// <summary>The head of the OpenAPI document.</summary>
internal static class ApiDescription
{
    public static void Describe(OpenApiOptions options) =>
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = "Slipway";
            document.Info.Version = "v1";
            document.Info.Description = "Progressive delivery: rollouts, environments and their record.";
            // The address differs from machine to machine; the description does not.
            document.Servers?.Clear();
            return Task.CompletedTask;
        });
}
