using Shouldly;
using Slipway.Adapters.Tests.Keeping;
using Slipway.Core.Values;
using Slipway.Local.Gateway;
using Slipway.Local.Keeping;
using Xunit;

namespace Slipway.Adapters.Tests.Gateway;

public sealed class ControlPlaneAddressTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("slipway-address-");
    private readonly GatewayPaths _paths;
    private readonly KeeperTerm _term;
    private readonly ControlPlaneAddress _address;

    public ControlPlaneAddressTests()
    {
        _paths = new GatewayPaths(_folder.FullName, new EnvironmentKey("shop", "production"));
        _term = Terms.Next(_folder.FullName);
        _address = new ControlPlaneAddress([new Uri("http://127.0.0.1:7070"), new Uri("http://127.0.0.1:7072")], _paths);
    }

    public void Dispose()
    {
        _term.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public void Without_a_note_it_is_what_the_gateway_was_started_with() =>
        _address.Of("/ready").ShouldBe(new Uri("http://127.0.0.1:7070/ready"));

    [Fact]
    public void A_control_plane_that_listens_elsewhere_is_found_by_its_note()
    {
        ControlPlaneAddress.Note(_paths, new Uri("http://127.0.0.1:7171"), _term);

        _address.Of("/ready").ShouldBe(new Uri("http://127.0.0.1:7171/ready"));
    }

    [Fact]
    public void A_damaged_note_counts_for_nothing()
    {
        ControlPlaneAddress.Note(_paths, new Uri("http://127.0.0.1:7171"), _term);
        File.WriteAllText(_paths.Server, "::");

        _address.Of("/ready").ShouldBe(new Uri("http://127.0.0.1:7070/ready"));
    }

    [Fact]
    public void One_that_does_not_answer_is_passed_over_in_turn()
    {
        _address.Failed(new Uri("http://127.0.0.1:7070/ready"));
        _address.Of("/ready").ShouldBe(new Uri("http://127.0.0.1:7072/ready"));

        // Told by two at once, and of one that is not in use.
        _address.Failed(new Uri("http://127.0.0.1:7070/ready"));
        _address.Of("/ready").ShouldBe(new Uri("http://127.0.0.1:7072/ready"));

        _address.Failed(new Uri("http://127.0.0.1:7072/ready"));
        _address.Of("/ready").ShouldBe(new Uri("http://127.0.0.1:7070/ready"));
    }

    [Fact]
    public void A_new_note_counts_more_than_what_answered_last()
    {
        _address.Failed(new Uri("http://127.0.0.1:7070/ready"));
        ControlPlaneAddress.Note(_paths, new Uri("http://127.0.0.1:7171"), _term);
        _address.Of("/ready").ShouldBe(new Uri("http://127.0.0.1:7171/ready"));

        _address.Failed(new Uri("http://127.0.0.1:7171/ready"));
        _address.Of("/ready").ShouldBe(new Uri("http://127.0.0.1:7070/ready"));
    }
}
