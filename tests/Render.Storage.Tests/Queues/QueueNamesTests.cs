using System.Text.RegularExpressions;
using Render.Storage.Queues;

namespace Render.Storage.Tests.Queues;

public sealed class QueueNamesTests
{
    [Theory]
    [InlineData("work-economy")]
    [InlineData("wake-ups")]
    [InlineData("abc")]
    public void Of_LegalName_IsTheName(string pool)
    {
        Assert.Equal(pool, QueueNames.Of("", pool));
        Assert.False(QueueNames.IsDerived("", QueueNames.Of("", pool)));
    }

    [Theory]
    [InlineData("claims:node-1")]
    [InlineData("p")]
    [InlineData("")]
    [InlineData("Work")]
    [InlineData("-a-")]
    [InlineData("a--b")]
    [InlineData("abc\n")]
    [InlineData("größe")]
    [InlineData("a-name-that-is-longer-than-the-sixty-three-letters-a-queue-may-have")]
    [InlineData("pool-0123456789012345678901234567890123456789")]
    public void Of_AnyOtherName_IsDerivedAndLegal(string pool)
    {
        var name = QueueNames.Of("net-", pool);
        Assert.Matches(new Regex("^[a-z0-9](?:[a-z0-9]|-(?!-)){1,61}[a-z0-9]\\z"), name);
        Assert.True(QueueNames.IsDerived("net-", name) || name == "net-" + pool, name);
        Assert.NotEqual(name, QueueNames.Of("net-", pool + "x"));
        Assert.NotEqual(pool, QueueNames.Of("", pool));
    }
}
