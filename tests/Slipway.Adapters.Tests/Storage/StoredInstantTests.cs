using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Slipway.Storage;
using Xunit;

namespace Slipway.Adapters.Tests.Storage;

public sealed class StoredInstantTests
{
    private static readonly Gen<long> Ticks =
        from high in Gen.Choose(0, (int)(DateTimeOffset.MaxValue.Ticks >> 31) - 1)
        from low in Gen.Choose(0, int.MaxValue)
        select ((long)high << 31) + low;

    [Fact]
    public void Any_instant_is_read_back_to_the_tick() => Prop.ForAll(
        Ticks.ToArbitrary(),
        ticks => StoredInstant.Read(StoredInstant.Of(new DateTimeOffset(ticks, TimeSpan.Zero))).UtcTicks == ticks).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("")]
    [InlineData("2026-01-05T09:00:00.000000Z")]
    [InlineData("2026-01-05 09:00:00.0000000Z")]
    [InlineData("2026-01-05T09:00:00.0000000+")]
    [InlineData("2026-02-29T09:00:00.0000000Z")]
    [InlineData("2026-13-05T09:00:00.0000000Z")]
    [InlineData("0000-01-05T09:00:00.0000000Z")]
    [InlineData("2026-01-00T09:00:00.0000000Z")]
    [InlineData("2026-01-05T24:00:00.0000000Z")]
    [InlineData("2026-01-05T09:60:00.0000000Z")]
    [InlineData("2026-01-05T09:00:60.0000000Z")]
    [InlineData("2026-01-05T09:00:00.00000x0Z")]
    [InlineData("2026-01-05T09:00:00.٠000000Z")]
    public void Anything_else_is_no_instant(string text) => StoredInstant.TryRead(text, out _).ShouldBeFalse();
}
