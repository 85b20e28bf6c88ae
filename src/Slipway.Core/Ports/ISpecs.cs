namespace Slipway.Core.Ports;

/// <summary>Where the specs come from. Read anew for each plan: what is on disk then is what is planned.</summary>
public interface ISpecs
{
    Task<SpecSet> ReadAsync(CancellationToken cancellation);
}
