use super::*;

fn terms(text: &str) -> String {
    let file = format!("# T {{#t}}\n\n> q\n\n```terms\n{text}\n```\n");
    let formatted = format(&file).text;
    let block = formatted.split_once("```terms\n").and_then(|(_, rest)| rest.rsplit_once("```"));
    block.map_or_else(String::new, |(block, _)| block.to_owned())
}

#[test]
fn a_sentence_that_fits_stands_in_one_line_in_the_order_of_reading() {
    let text = "a:  each party shall not fly aircraft\n  reading \"r\" from 2018-05-01 for medevac\n upon consent of B in z .";
    assert_eq!(
        terms(text),
        "a: each party must not fly aircraft in z for medevac upon consent of B from 1 May 2018 reading \"r\".\n"
    );
}

#[test]
fn a_sentence_that_does_not_fit_has_one_clause_a_line() {
    let text = "withdrawal: each party must withdraw 11 guard-posts verified by the other party \
                by the end of 2018 in steps arms-out, personnel-out out of z quoting \"words of the article\".";
    insta::assert_snapshot!(terms(text), @r#"
    withdrawal: each party must withdraw 11 guard-posts
      out of z
      by the end of 2018
      in steps arms-out, personnel-out
      verified by the other party
      quoting "words of the article".
    "#);
}

#[test]
fn figures_have_one_spelling() {
    let text = "a: each party may hold at most 22000 tanks with calibre above 100mm within 5  km of MDL \
                between marker 1292 and marker 0646 for 1 days from the end of 2018.\npoint P at 38.10 N 128.50 E.";
    insta::assert_snapshot!(terms(text), @r"
    a: each party may hold at most 22,000 tanks with calibre above 100 mm
      within 5 km of MDL between marker 1292 and marker 0646
      from the end of 2018
      for 1 day.
    point P at 38.10 N 128.50 E.
    ");
}

#[test]
fn comments_stay_with_the_words_they_stand_by() {
    let text = "# before\n\n\n\na: each party must go # the head\n  # on the day\n  by 2018-11-01 # the day\n out of z.# the end\n  # behind";
    insta::assert_snapshot!(terms(text), @r"
    # before

    a: each party must go  # the head
      out of z
      # on the day
      # the day
      by 1 November 2018.  # the end
    # behind
    ");
}

#[test]
fn what_cannot_be_read_is_left_as_it_stands() {
    let text = "a:   each party must   go by tomorrow  morning.  \nb:   no party may go\n in  z.\n\n\n\nzone  z is within 5  of M. zone   y is w.";
    insta::assert_snapshot!(terms(text), @r"
    a:   each party must   go by tomorrow  morning.
    b: no party may go in z.

    zone  z is within 5  of M. zone   y is w.
    ");
    let file = format!("```terms\n{text}\n```\n");
    assert_eq!(format(&file).left.len(), 2);
}

#[test]
fn what_would_read_otherwise_in_another_order_keeps_its_own() {
    // Side by side, these two would be one clause.
    let text = "a: no party may go until 1 May 2018 in z from 1 March 2018.";
    assert_eq!(terms(text), format!("{text}\n"));
    let text = "b: each party must keep tanks from 1 March 2018 in state.";
    assert_eq!(terms(text), format!("{text}\n"));
}

#[test]
fn markdown_line_ends_and_fences_keep_every_byte() {
    let file = "#  T  {#t}\r\n\r\n> q  \r\n\r\n* x\r\n\r\n  ~~~~terms  extra\r\n  zone  z is to be\r\n  decided by B.\r\n   ~~~~\r\n\r\n> > ```test\r\n> > test \"t\"  :\r\n>> 1 May 2018 A attests a done.\r\n> > ```\r\nNo  end";
    let formatted = "#  T  {#t}\r\n\r\n> q  \r\n\r\n* x\r\n\r\n  ~~~~terms  extra\r\n  zone z is to be decided by B.\r\n   ~~~~\r\n\r\n> > ```test\r\n> > test \"t\":\r\n> >   2018-05-01 A attests a done.\r\n> > ```\r\nNo  end";
    assert_eq!(format(file).text, formatted);
}

#[test]
fn a_scenario_has_one_line_each() {
    let file = "```test\ntest \"t\" as of 1 May 2018 known at 2018-05-02 :\n# who\n 2018-05-01 09:00 A attests\n a done.  # seen\nthen  a of B is not kept\n  reported contested.\n\n\n  # over\n```\n";
    insta::assert_snapshot!(format(file).text, @r#"
    ```test
    test "t" as of 2018-05-01 known at 2018-05-02:
      # who
      2018-05-01 09:00 A attests a done.  # seen
      then a of B is not kept reported contested.

      # over
    ```
    "#);
}

#[test]
fn a_comment_behind_the_colon_of_a_procedure_stays_there() {
    let text = "p: procedure for each party from 1 May 2018:  # by the way\n  warn then act.";
    let once = terms(text);
    assert_eq!(terms(once.trim_end()), once);
    assert!(once.contains("from 1 May 2018:  # by the way\n"), "{once}");
}
