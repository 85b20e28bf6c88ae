using Xunit;

namespace Slipway.Adapters.Tests.Gateway.Rig;

/// <summary>
/// Tests in which nobody may accept at an address any more. A gateway's listening socket can be handed on, so a child that another test
/// starts meanwhile has it too, and keeps it open: these run while no others do.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    public const string Name = "alone";
}
