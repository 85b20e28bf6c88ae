using Slipway.Contracts.Health;
using Slipway.Core.Ports;
using Slipway.Server.Api.Health;

namespace Slipway.Server.Hosting.Doctor;

/// <summary>Whether the specs on disk are valid now.</summary>
internal sealed class SpecCheck(ISpecs specs, ServerOptions options) : IDoctorCheck
{
    public async Task<IReadOnlyList<DoctorCheckView>> ExamineAsync(CancellationToken cancellation)
    {
        var set = await specs.ReadAsync(cancellation);
        var files = string.Join(", ", options.SpecFiles);
        return set switch
        {
            { Errors.Count: > 0 } => [new DoctorCheckView("spec", DoctorStatus.Fail, set.Errors[0].Format(files), "`slipway validate` names every error")],
            { Warnings.Count: > 0 } => [new DoctorCheckView("spec", DoctorStatus.Warn, set.Warnings[0].Format(files), "`slipway validate` names every warning")],
            _ => [new DoctorCheckView("spec", DoctorStatus.Ok, $"{files}: valid", null)],
        };
    }
}
