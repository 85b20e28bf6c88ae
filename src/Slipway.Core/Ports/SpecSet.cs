using Slipway.Core.Specs;
using Slipway.Core.Specs.Model;

namespace Slipway.Core.Ports;

/// <summary>All specs, or what is wrong with them.</summary>
public sealed record SpecSet(IReadOnlyList<AppSpec> Apps, IReadOnlyList<SpecError> Errors, IReadOnlyList<SpecError> Warnings);
