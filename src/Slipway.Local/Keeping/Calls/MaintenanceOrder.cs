using Slipway.Core.Gates.Stops;

namespace Slipway.Local.Keeping.Calls;

/// <param name="Stop">The stop's number.</param>
internal sealed record MaintenanceOrder(MaintenancePage Page, int Stop, bool Shown);
