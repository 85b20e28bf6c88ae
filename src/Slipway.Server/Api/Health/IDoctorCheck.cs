using Slipway.Contracts.Health;

namespace Slipway.Server.Api.Health;

/// <summary>Something that <c>slipway doctor</c> looks at on the server's side.</summary>
public interface IDoctorCheck
{
    Task<IReadOnlyList<DoctorCheckView>> ExamineAsync(CancellationToken cancellation);
}
