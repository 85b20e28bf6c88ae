using Slipway.Contracts.Health;
using Slipway.Server.Api.Health;
using Slipway.Storage;

namespace Slipway.Server.Hosting.Doctor;

/// <summary>Which SQLite was loaded.</summary>
internal sealed class StoreCheck(ServerOptions options) : IDoctorCheck
{
    public Task<IReadOnlyList<DoctorCheckView>> ExamineAsync(CancellationToken cancellation)
    {
        var library = SqliteLibrary.Load();
        var file = Path.Combine(options.DataDirectory, "slipway.db");
        return Task.FromResult<IReadOnlyList<DoctorCheckView>>(
        [
            new DoctorCheckView("store", DoctorStatus.Ok, $"SQLite {library.Version} ({(library.FromSystem ? "the system's" : "bundled")}), {file}", null),
        ]);
    }
}
