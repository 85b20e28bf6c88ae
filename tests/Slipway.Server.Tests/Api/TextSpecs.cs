using Slipway.Core.Ports;
using Slipway.Core.Specs;

namespace Slipway.Server.Tests.Api;

/// <summary>A spec given as text.</summary>
internal sealed class TextSpecs(string yaml) : ISpecs
{
    public Task<SpecSet> ReadAsync(CancellationToken cancellation)
    {
        var result = SpecReader.Read(yaml, "/tmp");
        return Task.FromResult(new SpecSet(result.IsValid ? [result.Spec] : [], result.Errors, result.Warnings));
    }
}
