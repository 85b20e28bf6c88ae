using Slipway.Core.Environments;
using Slipway.Core.Planning;

namespace Slipway.Core.Engine;

/// <summary>What a deployment brings.</summary>
/// <param name="Release">With its source, as far as it is known.</param>
/// <param name="Below">The environments that a release has to come from, by name, in the order of the spec.</param>
internal sealed record AskedRelease(Release Release, IReadOnlyList<KeyValuePair<string, EnvironmentState>> Below);
