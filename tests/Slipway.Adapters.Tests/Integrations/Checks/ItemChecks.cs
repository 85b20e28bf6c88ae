using Slipway.Core.Ports;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;

namespace Slipway.Adapters.Tests.Integrations.Checks;

/// <summary>Items are checked in this environment.</summary>
internal static class ItemChecks
{
    public static ItemContext Context(string directory = "/") => new(
        new EnvironmentKey("shop", "production"),
        new EnvironmentSpec { Name = "production", Target = null!, Strategy = null!, Traffic = new GatewaySpec { Listen = "127.0.0.1:8080" } },
        directory);
}
