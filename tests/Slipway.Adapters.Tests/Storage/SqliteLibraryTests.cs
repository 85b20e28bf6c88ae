using Shouldly;
using Slipway.Storage;
using Xunit;

namespace Slipway.Adapters.Tests.Storage;

public sealed class SqliteLibraryTests
{
    [Fact]
    public void The_library_in_use_names_its_version() =>
        SqliteLibrary.Load().Version.ShouldBeGreaterThanOrEqualTo(new Version(3, 35));
}
