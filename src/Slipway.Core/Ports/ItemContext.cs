using Slipway.Core.Specs.Model;
using Slipway.Core.Values;

namespace Slipway.Core.Ports;

/// <summary>Where an item is checked.</summary>
/// <param name="Spec">The environment, for what it measures.</param>
/// <param name="Directory">The spec's folder, absolute, from which programs are run.</param>
public sealed record ItemContext(EnvironmentKey Environment, EnvironmentSpec Spec, string Directory);
