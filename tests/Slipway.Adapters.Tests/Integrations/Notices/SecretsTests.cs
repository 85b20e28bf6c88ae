using Shouldly;
using Slipway.Adapters.Tests.Storage;
using Slipway.Core.Notices.Model;
using Slipway.Core.Ports;
using Slipway.Core.Specs;
using Slipway.Core.Values;
using Slipway.Integrations.Notices;
using Xunit;

namespace Slipway.Adapters.Tests.Integrations.Notices;

public sealed class SecretsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_secret_in_a_file_is_read_anew_for_each_use_without_its_line_end()
    {
        File.WriteAllText(_folder.File("token"), "first\n");
        var source = new SecretSource { File = "token", Line = 2 };
        var secrets = Take(new NoticesFile { Destinations = [new Destination { Name = "a", Channel = new SlackSpec { Url = source } }] }, [], out var faults);
        faults.ShouldBeEmpty();
        secrets.Read(source).ShouldBe("first");
        File.WriteAllText(_folder.File("token"), "second");
        secrets.Read(source).ShouldBe("second");
        File.Delete(_folder.File("token"));
        Should.Throw<PortUnavailableException>(() => secrets.Read(source)).Message.ShouldContain("token");
    }

    [Fact]
    public void Each_secret_that_is_not_there_is_named_with_its_line()
    {
        File.WriteAllText(_folder.File("empty"), "\n");
        var file = new NoticesFile
        {
            Destinations =
            [
                new Destination { Name = "a", Channel = new SlackSpec { Url = new SecretSource { Env = "NOT_SET", Line = 3 } } },
                new Destination { Name = "b", Channel = new SlackSpec { Url = new SecretSource { File = "none", Line = 5 } } },
                new Destination { Name = "c", Channel = new SlackSpec { Url = new SecretSource { File = "empty", Line = 7 } } },
            ],
        };
        Take(file, [], out var faults);
        faults.Select(f => (f.Line, f.Message)).ShouldBe([(3, "the variable NOT_SET is not set"), (5, "there is no file none"), (7, "the file empty is empty")]);
    }

    [Fact]
    public void A_key_that_can_be_guessed_is_refused_and_not_shown()
    {
        var file = new NoticesFile
        {
            Inbound = [new InboundHook { Name = "ci", Secret = new SecretSource { Env = "CI", Line = 9 }, Deploy = new EnvironmentKey("shop", "staging") }],
        };
        Take(file, new() { ["CI"] = "short" }, out var faults);
        var fault = faults.ShouldHaveSingleItem();
        (fault.Line, fault.Format("notices.yaml").Contains("short\"", StringComparison.Ordinal)).ShouldBe((9, false));
        fault.Message.ShouldContain("too short");
    }

    private Secrets Take(NoticesFile file, Dictionary<string, string> variables, out List<SpecError> faults)
    {
        faults = [];
        return Secrets.Take(file, Path.GetDirectoryName(_folder.Store)!, name => variables.GetValueOrDefault(name), faults);
    }
}
