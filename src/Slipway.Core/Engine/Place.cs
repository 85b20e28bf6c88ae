using Slipway.Core.Specs.Model;
using Slipway.Core.Values;

namespace Slipway.Core.Engine;

/// <summary>An environment of an app, found in the specs.</summary>
public sealed record Place(EnvironmentKey Key, AppSpec App, EnvironmentSpec Environment);
